@NullMarked
package org.reliablesignup.secrets;

import org.jspecify.annotations.NullMarked;
