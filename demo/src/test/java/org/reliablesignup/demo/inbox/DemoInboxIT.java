package org.reliablesignup.demo.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.mail.Message.RecipientType;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class DemoInboxIT {

    private final HttpClient client = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private DemoInbox inbox;

    @BeforeEach
    void start() throws Exception {
        inbox = DemoInbox.start(folder, 0, 0);
    }

    @AfterEach
    void stop() {
        inbox.close();
        client.close();
    }

    @Test
    void showsAMultipartMailInMailpitsShape() throws Exception {
        sendConfirmation("Jürgen <b>Müller</b>", "juergen@example.de", "Bitte bestätigen ✓");

        JsonNode list = json("/api/v1/messages");
        assertThat(list.propertyNames())
                .containsExactlyInAnyOrder(
                        "total", "unread", "count", "messages_count", "messages_unread", "start", "tags", "messages");
        assertThat(list.get("total").intValue()).isOne();
        assertThat(list.get("unread").intValue()).isOne();
        JsonNode summary = list.get("messages").get(0);
        assertThat(summary.get("Subject").stringValue()).isEqualTo("Bitte bestätigen ✓");
        assertThat(summary.get("To").get(0).get("Name").stringValue()).isEqualTo("Jürgen <b>Müller</b>");
        assertThat(summary.get("To").get(0).get("Address").stringValue()).isEqualTo("juergen@example.de");
        assertThat(summary.get("MessageID").stringValue()).isEqualTo("event-1@example.org");
        assertThat(summary.get("Snippet").stringValue()).isEqualTo("Hallo Jürgen, bitte bestätigen.");
        assertThat(summary.get("Attachments").intValue()).isZero();
        assertThat(summary.get("Read").booleanValue()).isFalse();
        assertThat(Instant.parse(summary.get("Created").stringValue()))
                .isBetween(Instant.now().minus(Duration.ofMinutes(1)), Instant.now());

        JsonNode mail = json("/api/v1/message/" + summary.get("ID").stringValue());
        assertThat(mail.get("Text").stringValue()).contains("Hallo Jürgen,").contains("bitte bestätigen.");
        assertThat(mail.get("HTML").stringValue()).contains("<p>Hallo Jürgen</p>");
        assertThat(mail.get("From").get("Address").stringValue()).isEqualTo("no-reply@example.org");
        assertThat(mail.get("ReturnPath").stringValue()).isEqualTo("bounces@example.org");
        assertThat(json("/api/v1/message/latest")).isEqualTo(mail);
        assertThat(json("/api/v1/messages").get("unread").intValue()).isZero();
    }

    @Test
    void showsAttachmentsWithTheirNamesAndSizes() throws Exception {
        sendWithAttachment("rechnung-€.pdf", new byte[] {1, 2, 3, 4, 5});

        JsonNode attachment = json("/api/v1/message/latest").get("Attachments").get(0);

        assertThat(attachment.get("FileName").stringValue()).isEqualTo("rechnung-€.pdf");
        assertThat(attachment.get("ContentType").stringValue()).isEqualTo("application/pdf");
        assertThat(attachment.get("Size").intValue()).isEqualTo(5);
    }

    @Test
    void keepsEveryByteOfTheSource() throws Exception {
        String content = "Subject: dots\r\n\r\n..leading dot\r\n...\r\nümlaut in 8 bits";
        try (SmtpDialogue smtp = new SmtpDialogue(inbox.smtpPort())) {
            assertThat(smtp.send(content, "a@example.com")).startsWith("250 2.0.0");
        }

        assertThat(get("/api/v1/message/latest/raw").body())
                .isEqualTo("Return-Path: <sender@example.com>\r\nDelivered-To: a@example.com\r\n"
                        + "Subject: dots\r\n\r\n.leading dot\r\n..\r\nümlaut in 8 bits\r\n");
    }

    @Test
    void tellsWhoGotAMailWithoutBeingNamedInIt() throws Exception {
        try (SmtpDialogue smtp = new SmtpDialogue(inbox.smtpPort())) {
            smtp.send("To: A@example.com\r\nSubject: x\r\n\r\ny", "a@example.com", "secret@example.com");
        }

        JsonNode mail = json("/api/v1/message/latest");

        assertThat(mail.get("Bcc")).hasSize(1);
        assertThat(mail.get("Bcc").get(0).get("Address").stringValue()).isEqualTo("secret@example.com");
        assertThat(json("/api/v1/message/latest/headers").get("Delivered-To").values())
                .extracting(JsonNode::stringValue)
                .containsExactly("a@example.com", "secret@example.com");
    }

    @Test
    void takesWhatIsHardlyAMailAndListsItAllTheSame() throws Exception {
        List<String> oddities = List.of(
                "",
                "no header at all",
                "Subject: =?nope?Q?x?=\r\nFrom: <<>>@\r\nTo: ,;,\r\nDate: yesterday\r\n\r\n",
                "Content-Type: multipart/mixed\r\n\r\nno boundary",
                "Content-Type: text/plain; charset=klingon\r\nContent-Transfer-Encoding: base64\r\n\r\n%%%",
                "Content-Type: ;;;\r\n\r\nx");
        try (SmtpDialogue smtp = new SmtpDialogue(inbox.smtpPort())) {
            for (String oddity : oddities) {
                assertThat(smtp.send(oddity, "a@example.com")).startsWith("250");
            }
        }

        JsonNode messages = json("/api/v1/messages").get("messages");

        assertThat(messages).hasSize(oddities.size());
        for (JsonNode message : messages) {
            json("/api/v1/message/" + message.get("ID").stringValue());
        }
    }

    @Test
    void refusesAMailThatIsTooLargeAndTakesTheNextOne() throws Exception {
        byte[] huge = "x"
                .repeat(78)
                .concat("\r\n")
                .repeat(SmtpInbox.LARGEST_MAIL / 80 + 1)
                .getBytes(StandardCharsets.US_ASCII);
        try (SmtpDialogue smtp = new SmtpDialogue(inbox.smtpPort())) {
            assertThat(smtp.send(huge, "a@example.com")).startsWith("552");
        }
        try (SmtpDialogue smtp = new SmtpDialogue(inbox.smtpPort())) {
            assertThat(smtp.send("Subject: small\r\n\r\nx", "a@example.com")).startsWith("250");
        }

        assertThat(json("/api/v1/messages").get("total").intValue()).isOne();
    }

    @Test
    void keepsNothingOfAMailWhoseSenderWentAway() throws Exception {
        try (SmtpDialogue smtp = new SmtpDialogue(inbox.smtpPort())) {
            smtp.say("MAIL FROM:<sender@example.com>");
            smtp.say("RCPT TO:<a@example.com>");
            smtp.say("DATA");
            smtp.write("Subject: half\r\n\r\nthe first ha");
        }
        try (SmtpDialogue smtp = new SmtpDialogue(inbox.smtpPort())) {
            smtp.send("Subject: whole\r\n\r\nx", "a@example.com");
        }

        await().until(() -> filesInFolder() == 1);
        assertThat(json("/api/v1/message/latest").get("Subject").stringValue()).isEqualTo("whole");
    }

    @Test
    void stillHasTheMailsAfterARestart() throws Exception {
        sendConfirmation("Ada", "ada@example.com", "Kept");
        inbox.close();

        inbox = DemoInbox.start(folder, 0, 0);

        assertThat(json("/api/v1/message/latest").get("Subject").stringValue()).isEqualTo("Kept");
    }

    @Test
    void givesPagesAndSaysWhatIsWrongWithAQuery() throws Exception {
        try (SmtpDialogue smtp = new SmtpDialogue(inbox.smtpPort())) {
            for (int i = 0; i < 5; i++) {
                smtp.send("Subject: " + i + "\r\n\r\nx", "a@example.com");
            }
        }

        JsonNode page = json("/api/v1/messages?start=1&limit=2");

        assertThat(page.get("messages").values())
                .extracting(mail -> mail.get("Subject").stringValue())
                .containsExactly("3", "2");
        assertThat(page.get("total").intValue()).isEqualTo(5);
        assertThat(page.get("count").intValue()).isEqualTo(2);
        assertThat(get("/api/v1/messages?limit=-1").statusCode()).isEqualTo(400);
        assertThat(get("/api/v1/messages?start=x").statusCode()).isEqualTo(400);
    }

    @Test
    void deletesTheNamedMailsOrAll() throws Exception {
        try (SmtpDialogue smtp = new SmtpDialogue(inbox.smtpPort())) {
            for (int i = 0; i < 3; i++) {
                smtp.send("Subject: " + i + "\r\n\r\nx", "a@example.com");
            }
        }
        String id = json("/api/v1/message/latest").get("ID").stringValue();

        assertThat(delete("{\"IDs\":[\"%s\",\"unknown\"]}".formatted(id)).statusCode())
                .isEqualTo(200);
        assertThat(json("/api/v1/messages").get("total").intValue()).isEqualTo(2);
        assertThat(get("/api/v1/message/" + id).statusCode()).isEqualTo(404);

        assertThat(delete("{broken").statusCode()).isEqualTo(400);
        assertThat(delete("").statusCode()).isEqualTo(200);
        assertThat(json("/api/v1/messages").get("total").intValue()).isZero();
        assertThat(get("/api/v1/message/latest").statusCode()).isEqualTo(404);
    }

    @Test
    void answersWhatItDoesNotKnowWithTheRightStatus() throws Exception {
        assertThat(get("/livez").statusCode()).isEqualTo(200);
        assertThat(get("/readyz").statusCode()).isEqualTo(200);
        for (String unknown : List.of(
                "/x", "/api", "/api/v1/message/", "/api/v1/message/nope", "/view/latest.html", "/view/..%2fx.html")) {
            assertThat(get(unknown).statusCode()).as(unknown).isEqualTo(404);
        }
        HttpResponse<String> refused =
                call(request("/api/v1/messages").POST(HttpRequest.BodyPublishers.ofString("{}")));
        assertThat(refused.statusCode()).isEqualTo(405);
        assertThat(refused.headers().firstValue("Allow")).contains("GET, HEAD, DELETE");
    }

    @Test
    void servesAPageThatRunsAndLoadsNothingOfOthers() throws Exception {
        for (String path : List.of("/", "/inbox.css", "/inbox.js", "/icon.svg")) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(path).isEqualTo(200);
            assertThat(answer.body().replace("http://www.w3.org/2000/svg", ""))
                    .as(path)
                    .doesNotContain("http://", "https://");
            assertThat(policy(answer))
                    .contains("default-src 'none'", "script-src 'self'")
                    .doesNotContain("unsafe");
        }
        assertThat(get("/inbox.js").body())
                .doesNotContain("innerHTML", "insertAdjacentHTML", "document.write", "eval(");
    }

    @Test
    void showsTheHtmlOfAMailWhereItCanRunAndLoadNothing() throws Exception {
        try (SmtpDialogue smtp = new SmtpDialogue(inbox.smtpPort())) {
            smtp.send("Content-Type: text/html\r\n\r\n<h1>Hello</h1><script>alert(1)</script>", "a@example.com");
        }

        HttpResponse<String> view = get("/view/latest.html");

        assertThat(view.body()).contains("<h1>Hello</h1>");
        assertThat(policy(view))
                .contains("sandbox allow-popups", "default-src 'none'", "form-action 'none'")
                .doesNotContain("allow-scripts", "allow-same-origin", "script-src", "http:");
    }

    private long filesInFolder() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    private static String policy(HttpResponse<?> answer) {
        return answer.headers().firstValue("Content-Security-Policy").orElseThrow();
    }

    private void sendConfirmation(String name, String address, String subject) throws Exception {
        MimeBodyPart text = new MimeBodyPart();
        text.setText("Hallo Jürgen,\n\n  bitte bestätigen.\n", "utf-8");
        MimeBodyPart html = new MimeBodyPart();
        html.setContent("<p>Hallo Jürgen</p>", "text/html; charset=utf-8");
        send(name, address, subject, new MimeMultipart("alternative", text, html));
    }

    private void sendWithAttachment(String fileName, byte[] content) throws Exception {
        MimeBodyPart text = new MimeBodyPart();
        text.setText("See the attachment", "utf-8");
        MimeBodyPart attachment = new MimeBodyPart();
        attachment.setContent(content, "application/pdf");
        attachment.setFileName(fileName);
        send("Ada", "ada@example.com", "With attachment", new MimeMultipart("mixed", text, attachment));
    }

    private void send(String name, String address, String subject, MimeMultipart content) throws Exception {
        Properties properties = new Properties();
        properties.setProperty("mail.smtp.host", "localhost");
        properties.setProperty("mail.smtp.port", String.valueOf(inbox.smtpPort()));
        properties.setProperty("mail.smtp.from", "bounces@example.org");
        Session session = Session.getInstance(properties);
        MimeMessage mail = new MimeMessage(session);
        mail.setFrom(new InternetAddress("no-reply@example.org", "Reliable sign-up", "utf-8"));
        mail.setRecipient(RecipientType.TO, new InternetAddress(address, name, "utf-8"));
        mail.setSubject(subject, "utf-8");
        mail.setContent(content);
        mail.saveChanges();
        mail.setHeader("Message-ID", "<event-1@example.org>");
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect();
            transport.sendMessage(mail, mail.getAllRecipients());
        }
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(path).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        return JsonMapper.shared().readTree(answer.body());
    }

    private HttpResponse<String> get(String path) throws Exception {
        return call(request(path));
    }

    private HttpResponse<String> delete(String body) throws Exception {
        return call(request("/api/v1/messages").method("DELETE", HttpRequest.BodyPublishers.ofString(body)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://localhost:%d%s".formatted(inbox.httpPort(), path)));
    }

    private HttpResponse<String> call(HttpRequest.Builder request) throws Exception {
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }
}
