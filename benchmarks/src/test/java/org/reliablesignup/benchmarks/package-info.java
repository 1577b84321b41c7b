@NullMarked
package org.reliablesignup.benchmarks;

import org.jspecify.annotations.NullMarked;
