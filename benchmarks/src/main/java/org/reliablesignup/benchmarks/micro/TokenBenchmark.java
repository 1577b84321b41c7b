package org.reliablesignup.benchmarks.micro;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.reliablesignup.confirmation.ConfirmationKeys;
import org.reliablesignup.confirmation.MintedToken;
import org.reliablesignup.confirmation.TokenMinter;
import org.reliablesignup.confirmation.TokenVerifier;
import org.reliablesignup.confirmation.Verification;

/** The token of a confirmation link. */
@State(Scope.Benchmark)
public class TokenBenchmark {

    /** "these 32 bytes are for tests only" */
    private final ConfirmationKeys keys =
            ConfirmationKeys.of(Map.of("test", "dGhlc2UgMzIgYnl0ZXMgYXJlIGZvciB0ZXN0cyBvbmx5"));

    private final TokenMinter minter = new TokenMinter(keys, "test", Duration.ofHours(24), Clock.systemUTC());
    private final TokenVerifier verifier = new TokenVerifier(keys, Clock.systemUTC());
    private final UUID account = UUID.randomUUID();
    private final String token = minter.mint(account, "ada@example.com").text();

    @Benchmark
    public MintedToken mint() {
        return minter.mint(account, "ada@example.com");
    }

    @Benchmark
    public Verification verify() {
        return verifier.verify(token);
    }
}
