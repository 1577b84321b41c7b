/** Who may look and act on the management port, how that is told and how it is written down. */
@NullMarked
package org.reliablesignup.operator;

import org.jspecify.annotations.NullMarked;
