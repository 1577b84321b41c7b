package org.reliablesignup.faults;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** Certificates for {@code localhost}, of an authority that exists for them alone. */
final class Certificates {

    /** Of all that is written here. */
    static final String PASSWORD = "changeit";

    private final Path folder;

    /** Makes them in that folder, by the JDK's {@code keytool}. */
    Certificates(Path folder) throws IOException, InterruptedException {
        this.folder = folder;
        Path authority = folder.resolve("authority.p12");
        generate(authority, "authority", "-dname", "CN=fault suite", "-ext", "bc:c", "-validity", "30");
        Path certificate = folder.resolve("authority.crt");
        keytool(authority, "-exportcert", "-alias", "authority", "-file", certificate.toString());
        keytool(trustStore(), "-importcert", "-noprompt", "-alias", "authority", "-file", certificate.toString());
    }

    /** With the authority in it. */
    Path trustStore() {
        return folder.resolve("trust.p12");
    }

    SSLContext expired() throws GeneralSecurityException, IOException, InterruptedException {
        return server(issue("expired", "localhost", "-10d", "5"));
    }

    SSLContext valid() throws GeneralSecurityException, IOException, InterruptedException {
        return server(keyStoreOf("localhost"));
    }

    /** With which somebody proves to have that name, as a server or as a client. */
    Path keyStoreOf(String name) throws IOException, InterruptedException {
        return issue(name, name, "-1d", "30");
    }

    private Path issue(String file, String name, String start, String days) throws IOException, InterruptedException {
        Path store = folder.resolve(file + ".p12");
        if (Files.exists(store)) {
            return store;
        }
        Files.copy(folder.resolve("authority.p12"), store);
        generate(
                store,
                "owner",
                "-signer",
                "authority",
                "-dname",
                "CN=" + name,
                "-ext",
                "san=dns:localhost",
                "-startdate",
                start,
                "-validity",
                days);
        keytool(store, "-delete", "-alias", "authority");
        return store;
    }

    private static void generate(Path store, String alias, String... options) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("-genkeypair", "-keyalg", "EC", "-alias", alias));
        all.addAll(List.of(options));
        keytool(store, all.toArray(String[]::new));
    }

    private static void keytool(Path store, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-keystore",
                store.toString(),
                "-storepass",
                PASSWORD));
        command.addAll(List.of(options));
        Process keytool = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(store.resolveSibling("keytool.log").toFile())
                .start();
        if (!keytool.waitFor(1, TimeUnit.MINUTES) || keytool.exitValue() != 0) {
            throw new IllegalStateException("keytool failed, see " + store.resolveSibling("keytool.log"));
        }
    }

    private static SSLContext server(Path keyStore) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keyStore)) {
            store.load(in, PASSWORD.toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }
}
