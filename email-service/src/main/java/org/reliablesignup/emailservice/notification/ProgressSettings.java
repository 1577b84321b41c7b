package org.reliablesignup.emailservice.notification;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** @param enabled whether it is told of each mail, too, that it is stored; costs an event a mail */
@ConfigurationProperties("progress")
record ProgressSettings(@DefaultValue("false") boolean enabled) {}
