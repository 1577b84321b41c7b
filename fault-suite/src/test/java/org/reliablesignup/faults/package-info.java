/** The faults, each provoked under load. */
@NullMarked
package org.reliablesignup.faults;

import org.jspecify.annotations.NullMarked;
