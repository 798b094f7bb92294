package org.campanile.core.setup;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.campanile.core.secret.Secret;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.junit.jupiter.api.Test;

/** What a request may hold: each field once wrong, and what makes two requests the same. */
class SetupRequestTest {

    private static final SetupRequest.Rabbit RABBIT = rabbit("muranovhost", "muranouser", "s3cret", "administrator");
    private static final SetupRequest.Murano MURANO = murano("application-catalog", "RegionOne", "http://192.0.2.5:8082");

    private static SetupRequest.Rabbit rabbit(String vhost, String user, String password, String tag) {
        return new SetupRequest.Rabbit(vhost, user, Secret.of(password), List.of(tag));
    }

    private static SetupRequest.Murano murano(String type, String region, String url) {
        return new SetupRequest.Murano(type, "murano", "", region, url);
    }

    private static SetupRequest.Image image(String file, String format, String visibility, String type) {
        return new SetupRequest.Image(Path.of(file), "Windows", format, visibility, new ImageInfo(type, "Windows"));
    }

    private static List<String> fields(SetupRequest request) {
        return request.problems().stream().map(SetupRequest.Problem::field).toList();
    }

    private static SetupRequest of(SetupRequest.Rabbit rabbit) {
        return SetupRequest.nothing().withRabbit(Optional.of(rabbit));
    }

    private static SetupRequest of(SetupRequest.Murano murano) {
        return SetupRequest.nothing().withMurano(Optional.of(murano));
    }

    private static SetupRequest of(SetupRequest.Image image) {
        return SetupRequest.nothing().withImage(Optional.of(image));
    }

    @Test
    void aGoodRequestHasNoProblems() {
        SetupRequest all = of(RABBIT).withMurano(Optional.of(MURANO)).withImage(Optional.of(image("w.qcow2", "qcow2", "public", "windows.2022")));
        assertEquals(List.of(), all.problems());
        assertEquals(List.of(), fields(of(rabbit("/", "murano", "p", "administrator"))));
    }

    @Test
    void nothingIsNotEnough() {
        assertEquals(List.of(""), fields(SetupRequest.nothing()));
    }

    @Test
    void namesAndPasswordsThatBreakTheAddress() {
        assertEquals(List.of("rabbit.vhost"), fields(of(rabbit("", "murano", "p", "administrator"))));
        assertEquals(List.of("rabbit.vhost"), fields(of(rabbit("a/b", "murano", "p", "administrator"))));
        assertEquals(List.of("rabbit.user"), fields(of(rabbit("v", "a:b", "p", "administrator"))));
        assertEquals(List.of("rabbit.user"), fields(of(rabbit("v", "guest", "p", "administrator"))));
        assertEquals(List.of("rabbit.tags"), fields(of(rabbit("v", "murano", "p", "a,b"))));
        for (String password : new String[] { "", "a/b", "a@b", "a#b", "a?b", "a%b", "a:b", "a b", "passwörd" }) {
            assertEquals("rabbit.password", fields(of(rabbit("v", "murano", password, "administrator"))).getFirst(), "password of another kind");
        }
    }

    @Test
    void addressesThatMuranoWouldNotAnswer() {
        for (String url : new String[] { "", "192.0.2.5:8082", "ftp://x", "http://192.0.2.5:8082/", "http://a b", "http://user:pw@host" }) {
            assertEquals(List.of("murano.url"), fields(of(murano("murano", "RegionOne", url))), url);
        }
        assertEquals(List.of(), fields(of(murano("murano", "RegionOne", "https://[2001:db8::1]:8082/v1"))));
        assertEquals(List.of("murano.type", "murano.region"), fields(of(murano("", " ", "http://h:1"))));
    }

    @Test
    void imagesThatGlanceWouldRefuse() {
        assertEquals(List.of("image.file"), fields(of(image("", "qcow2", "public", "windows.2022"))));
        assertEquals(List.of("image.diskFormat"), fields(of(image("w", "qcow", "public", "windows.2022"))));
        assertEquals(List.of("image.visibility"), fields(of(image("w", "raw", "everyone", "windows.2022"))));
        assertEquals(List.of("image.type"), fields(of(image("w", "raw", "private", ""))));
    }

    @Test
    void allProblemsAreToldAtOnceAndNeverThePassword() {
        SetupRequest request = of(rabbit("", "guest", "p@ss/word", "administrator"));
        FailureException refused = assertThrows(FailureException.class, request::require);
        assertEquals(Failure.Kind.BAD_INPUT, refused.failure().kind());
        assertEquals(4, request.problems().size());
        request.problems().forEach(p -> assertTrue(refused.failure().meaning().contains(p.message())));
        assertFalse((refused.failure().details() + request).contains("p@ss"));
    }

    @Test
    void whatMakesTwoRequestsTheSame() {
        assertEquals(of(RABBIT).signature(), of(rabbit("muranovhost", "muranouser", "other", "administrator")).signature());
        assertNotEquals(of(RABBIT).signature(), of(rabbit("other", "muranouser", "s3cret", "administrator")).signature());
        assertNotEquals(of(MURANO).signature(), of(murano("murano", "RegionOne", MURANO.url())).signature());
        assertNotEquals(of(RABBIT).signature(), of(RABBIT).withMurano(Optional.of(MURANO)).signature());
    }

    @Test
    void marksThatMuranoCannotRead() {
        assertEquals(Optional.empty(), ImageInfo.problem(new ImageInfo("windows.2022", "W \"x\" \u00e9").json()));
        for (String bad : new String[] { "", "x", "[]", "{}", "{\"type\":\"\",\"title\":\"t\"}", "{\"type\":{},\"title\":\"t\"}",
                "[".repeat(20_000), "{\"type\":\"a\",\"title\":\"b\"", "{\"type\":\"a\",\"title\":\"b\"} x" }) {
            assertTrue(ImageInfo.problem(bad).isPresent(), bad.substring(0, Math.min(20, bad.length())));
        }
        assertTrue(new ImageInfo("a", "b").saidBy("{\"title\":\"b\",\"extra\":1,\"type\":\"a\"}"));
        assertFalse(new ImageInfo("a", "b").saidBy("{\"title\":\"c\",\"type\":\"a\"}"));
        assertFalse(new ImageInfo("a", "b").saidBy(null));
    }

    @Test
    void typesThatARelease02DashboardHides() {
        assertTrue(new ImageInfo("ws-2012-std", "x").hiddenBecause().isPresent());
        assertTrue(new ImageInfo("windowsx", "x").hiddenBecause().isPresent());
        for (String shown : new String[] { "windows", "windows.2022", "linux", "cirros.demo" }) {
            assertEquals(Optional.empty(), new ImageInfo(shown, "x").hiddenBecause());
        }
    }
}
