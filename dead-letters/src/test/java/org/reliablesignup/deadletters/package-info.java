/** Dead letters of every size, against a real broker. */
@NullMarked
package org.reliablesignup.deadletters;

import org.jspecify.annotations.NullMarked;
