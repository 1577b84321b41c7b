package org.reliablesignup.emailservice.notification;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * Where mails are written from.
 *
 * @param folder of files that stand in for ours of the same names, read once, at the start; null for none
 */
@ConfigurationProperties("templates")
record TemplateSettings(@Nullable Path folder) {}
