package org.reliablesignup.emailservice.delivery;

import org.springframework.dao.DataAccessException;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.dao.InvalidDataAccessResourceUsageException;
import org.springframework.transaction.TransactionException;

/** Tells a database that is away, and will be back, from what would fail each time. */
final class DatabaseTrouble {

    private DatabaseTrouble() {}

    static boolean isIn(RuntimeException failure) {
        return switch (failure) {
            case DataIntegrityViolationException refused -> false;
            case InvalidDataAccessApiUsageException misused -> false;
            case InvalidDataAccessResourceUsageException misused -> false;
            default -> failure instanceof DataAccessException || failure instanceof TransactionException;
        };
    }
}
