package org.reliablesignup.demo.inbox;

import java.io.IOException;

/** A mail is larger than the inbox takes. */
final class MailTooLargeException extends IOException {}
