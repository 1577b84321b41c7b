@NullMarked
package org.reliablesignup.benchmarks.timing;

import org.jspecify.annotations.NullMarked;
