@NullMarked
package org.reliablesignup.mailaddress;

import org.jspecify.annotations.NullMarked;
