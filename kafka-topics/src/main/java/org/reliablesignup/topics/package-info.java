/** Topics that are there when somebody writes to them. Knows nothing of what is written. */
@NullMarked
package org.reliablesignup.topics;

import org.jspecify.annotations.NullMarked;
