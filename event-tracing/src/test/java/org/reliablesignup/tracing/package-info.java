@NullMarked
package org.reliablesignup.tracing;

import org.jspecify.annotations.NullMarked;
