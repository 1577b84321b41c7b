package org.reliablesignup.faults;

import static java.util.stream.Collectors.toSet;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.reliablesignup.faults.SignUps.Promise;

/**
 * The ledgers of one run, side by side.
 *
 * @param promises accounts that were answered 201
 * @param accounts addresses in account-service's database
 * @param rejected addresses whose mail the server refused for good, by email-service's database
 * @param expired addresses whose mail was given up, by account-service's database: what its owner is told
 * @param doubtful mails of which email-service knows that one attempt may have succeeded unseen, by {@code Message-ID}
 * @param mails mails that the server accepted
 */
record Ledgers(
        List<Promise> promises,
        Set<String> accounts,
        Set<String> rejected,
        Set<String> expired,
        Set<String> doubtful,
        List<AcceptedMail> mails) {

    /** How many things are not as promised; 0 is the only good number. */
    int lost() {
        return lostAccounts() + accountsWithoutMail() + givenUpThoughAccepted() + mailsWithoutAccount() + secondMails();
    }

    /** Mails that the server accepted again under the {@code Message-ID} of the first. */
    int copies() {
        return (int) copied().count();
    }

    /** Copies of mails that were never in doubt: more than promise 2 of the guarantees allows. */
    int unexplainedCopies() {
        return (int) copied().filter(id -> !doubtful.contains(id)).count();
    }

    private int lostAccounts() {
        return (int) promises.stream()
                .filter(promise -> !accounts.contains(promise.email()))
                .count();
    }

    private int accountsWithoutMail() {
        Set<String> settled = recipients();
        settled.addAll(rejected);
        settled.addAll(expired);
        return (int) accounts.stream().filter(email -> !settled.contains(email)).count();
    }

    /** Their owners are told what is not true. */
    private int givenUpThoughAccepted() {
        return (int) recipients().stream().filter(expired::contains).count();
    }

    private int mailsWithoutAccount() {
        return (int)
                recipients().stream().filter(email -> !accounts.contains(email)).count();
    }

    /** Further mails to one address with another {@code Message-ID}: copies that nobody could recognise. */
    private int secondMails() {
        Map<String, Set<String>> ids = new HashMap<>();
        mails.forEach(mail -> ids.computeIfAbsent(mail.recipient(), recipient -> new HashSet<>())
                .add(mail.messageId()));
        return ids.values().stream().mapToInt(several -> several.size() - 1).sum();
    }

    private Stream<String> copied() {
        Set<String> seen = new HashSet<>();
        return mails.stream().map(AcceptedMail::messageId).filter(id -> !seen.add(id));
    }

    private Set<String> recipients() {
        return mails.stream().map(AcceptedMail::recipient).collect(toSet());
    }
}
