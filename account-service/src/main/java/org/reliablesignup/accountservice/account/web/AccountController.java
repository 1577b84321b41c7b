package org.reliablesignup.accountservice.account.web;

import java.net.URI;
import java.util.Locale;
import org.reliablesignup.accountservice.account.AccountId;
import org.reliablesignup.accountservice.account.AccountView;
import org.reliablesignup.accountservice.account.FindAccount;
import org.reliablesignup.accountservice.account.OpenAccount;
import org.reliablesignup.accountservice.mailstatus.MailStatuses;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
@RequestMapping(path = "/accounts", produces = MediaType.APPLICATION_JSON_VALUE)
class AccountController {

    private final OpenAccount openAccount;
    private final FindAccount findAccount;
    private final MailStatuses mails;

    AccountController(OpenAccount openAccount, FindAccount findAccount, MailStatuses mails) {
        this.openAccount = openAccount;
        this.findAccount = findAccount;
        this.mails = mails;
    }

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<CreatedAccount> create(@RequestBody JsonNode body, Locale accepted) {
        AccountView account = openAccount.open(CreateAccountRequest.read(body, accepted));
        return ResponseEntity.created(URI.create("/accounts/" + account.id())).body(CreatedAccount.of(account));
    }

    @GetMapping("/{id}")
    AccountState find(@PathVariable String id) {
        AccountView account = AccountId.parse(id).flatMap(findAccount::find).orElseThrow(AccountNotFoundException::new);
        return AccountState.of(account, mails.of(account.id().value()));
    }
}
