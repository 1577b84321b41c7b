package org.reliablesignup.accountservice.account.web;

import java.net.URI;
import java.util.Locale;
import java.util.Optional;
import org.reliablesignup.accountservice.account.AccountId;
import org.reliablesignup.accountservice.account.AccountView;
import org.reliablesignup.accountservice.account.FindAccount;
import org.reliablesignup.accountservice.account.NewAccount;
import org.reliablesignup.accountservice.account.OpenAccount;
import org.reliablesignup.accountservice.idempotency.Answer;
import org.reliablesignup.accountservice.idempotency.IdempotencyKey;
import org.reliablesignup.accountservice.idempotency.OncePerKey;
import org.reliablesignup.accountservice.mailstatus.MailStatuses;
import org.reliablesignup.accountservice.resend.ResendMail;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@RestController
@RequestMapping(path = "/accounts", produces = MediaType.APPLICATION_JSON_VALUE)
class AccountController {

    private static final Logger log = LoggerFactory.getLogger(AccountController.class);

    private final OpenAccount openAccount;
    private final FindAccount findAccount;
    private final ResendMail resendMail;
    private final MailStatuses mails;
    private final OncePerKey oncePerKey;
    private final JsonMapper json;

    AccountController(
            OpenAccount openAccount,
            FindAccount findAccount,
            ResendMail resendMail,
            MailStatuses mails,
            OncePerKey oncePerKey,
            JsonMapper json) {
        this.openAccount = openAccount;
        this.findAccount = findAccount;
        this.resendMail = resendMail;
        this.mails = mails;
        this.oncePerKey = oncePerKey;
        this.json = json;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<byte[]> create(@RequestBody JsonNode body, @RequestHeader HttpHeaders headers, Locale accepted) {
        Optional<IdempotencyKey> key = IdempotencyKeyHeader.read(headers);
        NewAccount wish = CreateAccountRequest.read(body, accepted);
        Answer answer = key.isPresent()
                ? oncePerKey.answer(key.get(), CreateAccountRequest.fingerprint(wish), () -> open(wish))
                : open(wish);
        return ResponseEntity.created(URI.create(answer.location()))
                .contentType(MediaType.APPLICATION_JSON)
                .body(answer.body());
    }

    private Answer open(NewAccount wish) {
        AccountView account = openAccount.open(wish);
        try (MDC.MDCCloseable field =
                MDC.putCloseable(AccountInLog.FIELD, account.id().value().toString())) {
            log.info("Account {} is opened", account.id().value());
        }
        return new Answer(account.id().location(), json.writeValueAsBytes(CreatedAccount.of(account)));
    }

    @GetMapping("/{id}")
    AccountState find(@PathVariable String id) {
        AccountView account = AccountId.parse(id).flatMap(findAccount::find).orElseThrow(AccountNotFoundException::new);
        return AccountState.of(account, mails.of(account.id().value()));
    }

    /** Another mail; what becomes of it, the account's state tells. */
    @PostMapping("/{id}/confirmation-mails")
    @ResponseStatus(HttpStatus.ACCEPTED)
    void resendMail(@PathVariable String id) {
        if (!AccountId.parse(id).map(resendMail::resend).orElse(false)) {
            throw new AccountNotFoundException();
        }
    }
}
