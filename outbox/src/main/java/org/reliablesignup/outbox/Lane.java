package org.reliablesignup.outbox;

/** A part of the broker that stores records apart from the others, and can be away while they are there. */
record Lane(String topic, int number) {}
