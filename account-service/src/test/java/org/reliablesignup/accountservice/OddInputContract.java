package org.reliablesignup.accountservice;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.reliablesignup.accountservice.Http.Answer;
import org.reliablesignup.confirmation.ConfirmationKeys;
import org.reliablesignup.confirmation.TokenMinter;
import org.reliablesignup.testing.Answered;
import org.reliablesignup.testing.MailAddressCase;
import org.reliablesignup.testing.OddInput;
import org.reliablesignup.testing.OwnerNameCase;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;
import tools.jackson.databind.JsonNode;

/** What people, programs and attackers send, through the whole service. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"management.server.port=0", "limits.per-client=none", "limits.per-address=none"})
abstract class OddInputContract {

    @Value("${confirmation.keys.test}")
    private String key = "";

    @Autowired
    private JdbcClient jdbc;

    @LocalServerPort
    private int port;

    private Http http = new Http(0);
    private int accountsBefore;

    @BeforeEach
    void connect() {
        http = new Http(port);
        accountsBefore = accounts();
    }

    @OddInput("address")
    @ParameterizedTest
    @MethodSource("org.reliablesignup.testing.MailAddressCase#all")
    void takesOrRefusesAnAddress(MailAddressCase given, Answered answered) {
        Answer answer = signUp("Ada", given.address());

        assertTakenOrRefused(answer, "email", "email", given.address(), given.verdict());
        answered.with(inShort(answer));
    }

    @OddInput("name")
    @ParameterizedTest
    @MethodSource("org.reliablesignup.testing.OwnerNameCase#all")
    void takesOrRefusesAName(OwnerNameCase given, Answered answered) {
        Answer answer = signUp(given.name(), "ada@example.com");

        assertTakenOrRefused(answer, "ownerName", "owner_name", given.name(), given.verdict());
        answered.with(inShort(answer));
    }

    /** Bodies that are no sign-up, or not spelt as JSON is. */
    enum Body {
        OTHER_BYTES_THAN_UTF_8("{\"ownerName\":\"Zoë\",\"email\":\"zoe@example.com\"}".getBytes(ISO_8859_1)),
        AN_OVERLONG_SLASH(concat("{\"ownerName\":\"", new byte[] {(byte) 0xc0, (byte) 0xaf}, "\"}")),
        HALF_A_SURROGATE_AS_UTF_8(
                concat("{\"ownerName\":\"", new byte[] {(byte) 0xed, (byte) 0xa0, (byte) 0x80}, "\"}")),
        A_RAW_NUL("{\"ownerName\":\"A\0da\",\"email\":\"ada@example.com\"}".getBytes(UTF_8)),
        THE_SAME_FIELD_TWICE(
                "{\"ownerName\":\"Ada\",\"email\":\"ada@example.com\",\"email\":\"eve@example.com\"}".getBytes(UTF_8)),
        FIELDS_OF_THE_SERVICE(
                "{\"ownerName\":\"Ada\",\"email\":\"ada@example.com\",\"status\":\"ACTIVE\"}".getBytes(UTF_8)),
        ID_OF_THE_CALLERS(
                "{\"ownerName\":\"Ada\",\"email\":\"ada@example.com\",\"id\":\"01890a5d-ac96-774b-bcce-b302099a8057\"}"
                        .getBytes(UTF_8)),
        A_CLASS_TO_MAKE("{\"@class\":\"java.lang.ProcessBuilder\",\"ownerName\":\"Ada\",\"email\":\"ada@example.com\"}"
                .getBytes(UTF_8)),
        A_PROTOTYPE("{\"__proto__\":{\"status\":\"ACTIVE\"},\"ownerName\":\"Ada\",\"email\":\"ada@example.com\"}"
                .getBytes(UTF_8)),
        A_LIST_OF_ADDRESSES(
                "{\"ownerName\":\"Ada\",\"email\":[\"ada@example.com\",\"eve@example.com\"]}".getBytes(UTF_8)),
        A_QUERY_AS_ADDRESS("{\"ownerName\":\"Ada\",\"email\":{\"$ne\":null}}".getBytes(UTF_8)),
        SEVEN_THOUSAND_LISTS_IN_EACH_OTHER("[".repeat(7_000).getBytes(UTF_8)),
        A_NUMBER_OF_FIFTEEN_THOUSAND_DIGITS(("{\"ownerName\":" + "9".repeat(15_000) + "}").getBytes(UTF_8)),
        A_NUMBER_THAT_TAKES_A_GIGABYTE("{\"ownerName\":1e999999999}".getBytes(UTF_8)),
        A_COMMENT("{/* */\"ownerName\":\"Ada\",\"email\":\"ada@example.com\"}".getBytes(UTF_8)),
        XML_WITH_AN_ENTITY("<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>".getBytes(UTF_8)),
        MORE_BEHIND_IT("{\"ownerName\":\"Ada\",\"email\":\"ada@example.com\"}{}".getBytes(UTF_8)),
        ONE_BYTE_TOO_MANY(" ".repeat(16 * 1024 + 1).getBytes(UTF_8));

        private final byte[] bytes;

        Body(byte[] bytes) {
            this.bytes = bytes;
        }
    }

    @OddInput("body")
    @ParameterizedTest
    @EnumSource
    void opensNothingFor(Body body, Answered answered) {
        Answer answer = http.send(http.to("/accounts")
                .POST(BodyPublishers.ofByteArray(body.bytes))
                .header("Content-Type", "application/json"));

        assertThat(answer.status()).as(answer.response().body()).isIn(400, 413);
        assertThat(answer.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(answer.response().body()).doesNotContain("Exception", "springframework", "java.", "tools.");
        assertThat(accounts()).isEqualTo(accountsBefore);
        answered.with(inShort(answer));
    }

    /** What a scanner of mails, a preview, or somebody who guesses does with the link. */
    @OddInput("scanner")
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET     | /confirm?token={}                      | none                              | 200
            HEAD    | /confirm?token={}                      | none                              | 200
            GET     | /confirm?token={}&utm_source=x         | none                              | 200
            GET     | /confirm?utm_source=x&token={}         | none                              | 200
            OPTIONS | /confirm?token={}                      | none                              | 200
            POST    | /confirm?token={}                      | none                              | 405
            POST    | /confirm                               | application/x-www-form-urlencoded | 405
            PUT     | /confirm?token={}                      | none                              | 405
            DELETE  | /confirm?token={}                      | none                              | 405
            PATCH   | /confirm?token={}                      | none                              | 405
            GET     | /confirmations?token={}                | none                              | 405
            HEAD    | /confirmations?token={}                | none                              | 405
            PUT     | /confirmations                         | application/json                  | 405
            DELETE  | /confirmations?token={}                | none                              | 405
            POST    | /confirmations?token={}                | none                              | 415
            POST    | /confirmations                         | text/plain                        | 415
            POST    | /confirmations                         | application/xml                   | 415
            POST    | /confirmations                         | multipart/form-data               | 415
            """)
    void aLinkThatIsFollowedConfirmsNothing(String method, String path, String type, int expected, Answered answered) {
        String address = "ada-" + UUID.randomUUID() + "@example.com";
        String account = signUp("Ada", address).text("id");
        String token = token(UUID.fromString(account), address);
        BodyPublisher body = switch (type) {
            case "none" -> BodyPublishers.noBody();
            case "application/json" -> BodyPublishers.ofString("{\"token\":\"" + token + "\"}");
            default -> BodyPublishers.ofString("token=" + token);
        };
        String[] headers = type.equals("none") ? new String[0] : new String[] {"Content-Type", type};

        Answer answer = http.send(http.to(path.replace("{}", token)).method(method, body), headers);

        assertThat(answer.status()).as(answer.response().body()).isEqualTo(expected);
        assertThat(http.get("/accounts/" + account).text("status")).isEqualTo("PENDING_CONFIRMATION");
        answered.with(inShort(answer) + ", still PENDING_CONFIRMATION");
    }

    /** Requests that no client library sends. */
    enum Raw {
        TWO_LENGTHS("POST /accounts HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nContent-Length: 40\r\n\r\n{}"),
        LENGTH_BELOW_NOTHING("POST /accounts HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n{}"),
        CHUNKS_OF_NO_NUMBER(
                "POST /accounts HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n{}\r\n0\r\n\r\n"),
        UNKNOWN_TRANSFER_ENCODING("POST /accounts HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: gzop\r\n\r\n"),
        NO_HOST("GET /accounts/1 HTTP/1.1\r\n\r\n"),
        TWO_HOSTS("GET /accounts/1 HTTP/1.1\r\nHost: x\r\nHost: y\r\n\r\n"),
        A_SPACE_BEFORE_THE_COLON("GET /accounts/1 HTTP/1.1\r\nHost : x\r\n\r\n"),
        A_NUL_IN_A_HEADER("GET /accounts/1 HTTP/1.1\r\nHost: x\r\nX-A: a\0b\r\n\r\n"),
        A_FOLDED_HEADER("GET /accounts/1 HTTP/1.1\r\nHost: x\r\nX-A: a\r\n b\r\n\r\n"),
        A_PATH_THAT_CLIMBS("GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n"),
        A_PATH_THAT_CLIMBS_ENCODED("GET /%2e%2e/%2e%2e/etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n"),
        A_BACKSLASH("GET /accounts\\..\\x HTTP/1.1\r\nHost: x\r\n\r\n"),
        AN_ENCODED_NUL("GET /accounts/%00 HTTP/1.1\r\nHost: x\r\n\r\n"),
        A_PATH_PARAMETER("GET /accounts;x=1/../actuator/health HTTP/1.1\r\nHost: x\r\n\r\n"),
        AN_ABSOLUTE_TARGET("GET http://evil.example/accounts/1 HTTP/1.1\r\nHost: x\r\n\r\n"),
        A_TUNNEL("CONNECT evil.example:443 HTTP/1.1\r\nHost: evil.example:443\r\n\r\n"),
        AN_ECHO("TRACE /accounts HTTP/1.1\r\nHost: x\r\nCookie: secret=1\r\n\r\n"),
        A_METHOD_OF_ITS_OWN("FROB /accounts HTTP/1.1\r\nHost: x\r\n\r\n"),
        HTTP_OF_THE_FUTURE("GET / HTTP/9.9\r\nHost: x\r\n\r\n"),
        SIXTY_FOUR_KILOBYTES_OF_HEADER(
                "GET /accounts/1 HTTP/1.1\r\nHost: x\r\nX-A: " + "a".repeat(65_536) + "\r\n\r\n"),
        NO_HTTP_AT_ALL("EHLO example.com\r\n\r\n");

        private final String request;

        Raw(String request) {
            this.request = request;
        }
    }

    @OddInput("http")
    @ParameterizedTest
    @EnumSource
    void answersWithARefusal(Raw raw, Answered answered) throws IOException {
        String answer;
        try (Socket socket = new Socket("localhost", port)) {
            socket.setSoTimeout((int) Duration.ofSeconds(30).toMillis());
            socket.getOutputStream()
                    .write(raw.request
                            .replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")
                            .getBytes(US_ASCII));
            answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
        }

        // In HTTP/0.9, which has no status line, it is only in the body.
        Matcher status =
                Pattern.compile("^(?:HTTP/1\\.1 |\\{\"status\":)(\\d{3})").matcher(answer);
        assertThat(status.find()).as(answer).isTrue();
        assertThat(status.group(1)).isIn("400", "404", "405", "408", "414", "431", "501", "505");
        assertThat(answer).doesNotContain("Exception", "Tomcat", "springframework", "secret", "root:");
        assertThat(accounts()).isEqualTo(accountsBefore);
        answered.with(status.group(1));
    }

    private void assertTakenOrRefused(Answer answer, String field, String column, String value, String verdict) {
        if (verdict.equals("taken")) {
            assertThat(answer.status()).as(answer.response().body()).isEqualTo(201);
            assertThat(answer.text(field)).isEqualTo(value);
            assertThat(accounts()).isEqualTo(accountsBefore + 1);
            assertThat(jdbc.sql("select " + column + " from account where id = ?")
                            .param(UUID.fromString(answer.text("id")))
                            .query(String.class)
                            .single())
                    .isEqualTo(value);
        } else {
            assertThat(answer.status()).as(answer.response().body()).isEqualTo(400);
            assertThat(answer.body().path("errors")).hasSize(1);
            assertThat(answer.body().path("errors").path(0).path("pointer").asString(""))
                    .isEqualTo("#/" + field);
            assertThat(answer.body().path("errors").path(0).path("code").asString(""))
                    .isEqualTo(verdict);
            assertThat(accounts()).isEqualTo(accountsBefore);
        }
    }

    private Answer signUp(String name, String address) {
        return http.post("{\"ownerName\":" + spelt(name) + ",\"email\":" + spelt(address) + "}");
    }

    /** Every character by its number: what no encoder spells, half a surrogate pair, comes through, too. */
    private static String spelt(String text) {
        return text.chars().mapToObj("\\u%04x"::formatted).collect(Collectors.joining("", "\"", "\""));
    }

    private static byte[] concat(String before, byte[] bytes, String after) {
        return (before + new String(bytes, ISO_8859_1) + after).getBytes(ISO_8859_1);
    }

    private String token(UUID account, String address) {
        return new TokenMinter(ConfirmationKeys.of(Map.of("test", key)), "test", Duration.ofHours(1), Clock.systemUTC())
                .mint(account, address)
                .text();
    }

    private int accounts() {
        return jdbc.sql("select count(*) from account").query(Integer.class).single();
    }

    /** The status, and which problem it is. */
    private static String inShort(Answer answer) {
        String type = answer.text("type").replaceFirst(".*:", "");
        Stream<String> errors = answer.body().path("errors").valueStream().map(OddInputContract::inShort);
        return Stream.concat(Stream.of(String.valueOf(answer.status()), type), errors)
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(" "));
    }

    private static String inShort(JsonNode error) {
        return error.path("pointer").asString("") + " " + error.path("code").asString("");
    }
}
