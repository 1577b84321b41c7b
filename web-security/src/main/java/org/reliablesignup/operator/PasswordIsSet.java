package org.reliablesignup.operator;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/**
 * Whether there is an operator at all; what is there for nobody else depends on it. An empty password, as an empty
 * environment variable gives it, is none.
 */
public final class PasswordIsSet implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return StringUtils.hasLength(context.getEnvironment().getProperty("operator.password"));
    }
}
