/** What every answer has in common, whoever writes it: headers for browsers, and nothing about our insides. */
@NullMarked
package org.reliablesignup.answers;

import org.jspecify.annotations.NullMarked;
