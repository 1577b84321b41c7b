/** What single steps cost. Those that others cannot see are measured from within their packages. */
@NullMarked
package org.reliablesignup.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
