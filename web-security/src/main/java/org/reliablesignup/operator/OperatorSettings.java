package org.reliablesignup.operator;

import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * Who may look and act.
 *
 * @param name of the operator, as HTTP Basic takes it
 * @param password of the operator, at most 72 bytes; where there is none, there is nothing for an operator
 */
@ConfigurationProperties("operator")
@Validated
record OperatorSettings(
        @DefaultValue("operator") @NotNull @Pattern(regexp = "[^:\\p{Cntrl}]{1,100}")
        String name,

        @DefaultValue("") String password) {

    boolean isEnabled() {
        return !password.isEmpty();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return "OperatorSettings[name=" + name + "]";
    }
}
