package org.reliablesignup.accountservice.operator;

import java.util.UUID;
import org.reliablesignup.accountservice.account.AccountId;
import org.reliablesignup.accountservice.erasure.EraseAccount;
import org.reliablesignup.operator.Audit;
import org.reliablesignup.operator.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.transaction.TransactionException;

/** {@code DELETE /accounts/{id}}. */
@WebEndpoint(id = "accounts")
class AccountsEndpoint {

    private static final String ERASE = "account.erase";
    private static final Logger log = LoggerFactory.getLogger(AccountsEndpoint.class);

    private final EraseAccount eraseAccount;
    private final Audit audit;

    AccountsEndpoint(EraseAccount eraseAccount, Audit audit) {
        this.eraseAccount = eraseAccount;
        this.audit = audit;
    }

    @DeleteOperation
    WebEndpointResponse<Object> erase(@Selector UUID id) {
        try {
            if (!eraseAccount.erase(new AccountId(id))) {
                audit.log(ERASE, id, "refused (no such account)");
                return Problem.of(HttpStatus.NOT_FOUND, "there is no such account");
            }
        } catch (DataAccessException | TransactionException e) {
            // Its message can quote values.
            log.warn("Account {} could not be erased: {}", id, e.getClass().getSimpleName());
            audit.log(ERASE, id, "failed (database)");
            return Problem.of(HttpStatus.SERVICE_UNAVAILABLE, "the database did not do it in time; please try again");
        }
        audit.log(ERASE, id, "erased");
        return new WebEndpointResponse<>(WebEndpointResponse.STATUS_NO_CONTENT);
    }
}
