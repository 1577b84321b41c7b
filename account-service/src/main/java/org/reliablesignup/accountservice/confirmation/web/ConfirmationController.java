package org.reliablesignup.accountservice.confirmation.web;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.reliablesignup.accountservice.account.AccountStatus;
import org.reliablesignup.accountservice.account.AccountView;
import org.reliablesignup.accountservice.confirmation.ConfirmAddress;
import org.reliablesignup.accountservice.confirmation.Confirmation.Confirmed;
import org.reliablesignup.accountservice.confirmation.Confirmation.Refused;
import org.springframework.http.MediaType;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

@RestController
class ConfirmationController {

    private final ConfirmAddress confirmAddress;

    ConfirmationController(ConfirmAddress confirmAddress) {
        this.confirmAddress = confirmAddress;
    }

    record ConfirmedAccount(
            UUID id, AccountStatus status, @Nullable Instant confirmedAt) {

        static ConfirmedAccount of(AccountView account) {
            return new ConfirmedAccount(account.id().value(), account.status(), account.confirmedAt());
        }
    }

    @PostMapping(
            path = "/confirmations",
            consumes = MediaType.APPLICATION_JSON_VALUE,
            produces = MediaType.APPLICATION_JSON_VALUE)
    ConfirmedAccount confirm(@RequestBody JsonNode body) {
        return switch (confirmAddress.confirm(ConfirmationRequest.token(body))) {
            case Confirmed confirmed -> ConfirmedAccount.of(confirmed.account());
            case Refused refused ->
                throw new ErrorResponseException(
                        Refusals.status(refused.refusal()), Refusals.problem(refused.refusal()), null);
        };
    }
}
