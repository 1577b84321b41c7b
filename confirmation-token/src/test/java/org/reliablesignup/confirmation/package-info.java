@NullMarked
package org.reliablesignup.confirmation;

import org.jspecify.annotations.NullMarked;
