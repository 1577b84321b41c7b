/**
 * What else can be done with the event of a sign-up: each peer is account-service as it is, with another way from the
 * transaction to the topic.
 */
@NullMarked
package org.reliablesignup.benchmarks.peer;

import org.jspecify.annotations.NullMarked;
