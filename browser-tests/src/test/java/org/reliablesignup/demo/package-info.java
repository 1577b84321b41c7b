/** In the package of the demo, which is started as its own tests do. */
@NullMarked
package org.reliablesignup.demo;

import org.jspecify.annotations.NullMarked;
