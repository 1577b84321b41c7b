/**
 * What happens to a sign-up, step by step, for whoever watches: read from the topics, like anybody could, and kept for a
 * while in memory. Nothing depends on it, and nothing personal is in it.
 */
@NullMarked
package org.reliablesignup.accountservice.progress;

import org.jspecify.annotations.NullMarked;
