package org.reliablesignup.emailservice.operator;

import org.springframework.context.annotation.Condition;
import org.springframework.context.annotation.ConditionContext;
import org.springframework.core.type.AnnotatedTypeMetadata;
import org.springframework.util.StringUtils;

/** An empty password, as an empty environment variable gives it, is none. */
final class PasswordIsSet implements Condition {

    @Override
    public boolean matches(ConditionContext context, AnnotatedTypeMetadata metadata) {
        return StringUtils.hasLength(context.getEnvironment().getProperty("operator.password"));
    }
}
