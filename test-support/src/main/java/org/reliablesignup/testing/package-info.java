/** Real parts for tests: a Kafka broker and databases of their own for each application context. */
@NullMarked
package org.reliablesignup.testing;

import org.jspecify.annotations.NullMarked;
