package org.reliablesignup.accountservice.operator;

import org.reliablesignup.accountservice.erasure.EraseAccount;
import org.reliablesignup.operator.Audit;
import org.reliablesignup.operator.PasswordIsSet;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@Conditional(PasswordIsSet.class)
class OperatorConfiguration {

    @Bean
    AccountsEndpoint accountsEndpoint(EraseAccount eraseAccount) {
        return new AccountsEndpoint(eraseAccount, new Audit());
    }
}
