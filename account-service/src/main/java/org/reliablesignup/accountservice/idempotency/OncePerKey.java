package org.reliablesignup.accountservice.idempotency;

import java.time.Clock;
import java.time.Instant;
import java.util.function.Supplier;
import org.reliablesignup.accountservice.fingerprint.Fingerprint;
import org.reliablesignup.accountservice.idempotency.KeptAnswers.Row;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionOperations;

/**
 * Does under one key what is asked once, whichever instance is asked and however often (IETF
 * draft-ietf-httpapi-idempotency-key-header). Thread-safe.
 */
@Service
public class OncePerKey {

    private final KeptAnswers answers;
    private final TransactionOperations transaction;
    private final Clock clock;
    private final IdempotencySettings settings;

    OncePerKey(KeptAnswers answers, TransactionOperations transaction, Clock clock, IdempotencySettings settings) {
        this.answers = answers;
        this.transaction = transaction;
        this.clock = clock;
        this.settings = settings;
    }

    /**
     * The answer of the work, or the one that it gave when it was done under this key. The work and its answer are
     * durable together when this returns; if the work throws, neither is, and the key is free. Waits for nobody.
     * Call it outside of a transaction.
     *
     * @param request what is asked; the same key is for the same request only
     * @throws KeyReusedException if the key was used for another one
     * @throws KeyInFlightException if the work is being done under that key
     * @throws org.springframework.dao.DataAccessException if the database did not take it
     * @throws org.springframework.transaction.TransactionException if the database is away
     */
    public Answer answer(IdempotencyKey key, Fingerprint request, Supplier<Answer> work) {
        Instant now = clock.instant();
        Instant expiresAt = now.plus(settings.keptFor());
        answers.makeRow(key, expiresAt);
        return transaction.execute(status -> {
            Row row = answers.lock(key).orElseThrow(KeyInFlightException::new);
            if (row.fingerprint() == null || row.location() == null || row.body() == null || row.hasExpired(now)) {
                Answer answer = work.get();
                answers.keep(key, request, answer, expiresAt);
                return answer;
            }
            if (!row.fingerprint().equals(request.value())) {
                throw new KeyReusedException();
            }
            return new Answer(row.location(), row.body());
        });
    }

    /**
     * Forgets the answers that name this location, in the caller's transaction. Their keys are free then.
     *
     * @throws org.springframework.dao.DataAccessException if the database did not do it
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void forget(String location) {
        answers.forget(location);
    }
}
