package org.reliablesignup.emailservice.notification;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param enabled whether an account that was confirmed is answered by a mail */
@ConfigurationProperties("welcome-mail")
record WelcomeMailSettings(@DefaultValue("true") boolean enabled) {}
