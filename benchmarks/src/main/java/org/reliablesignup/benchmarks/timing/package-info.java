/** Whether the time of an answer tells that an address is known. */
@NullMarked
package org.reliablesignup.benchmarks.timing;

import org.jspecify.annotations.NullMarked;
