package org.campanile.demolab.cloud;

import java.nio.charset.StandardCharsets;
import java.security.InvalidKeyException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import org.campanile.demolab.http.Exchange;

/**
 * Handles of wait conditions and who may signal them, as in Heat: with TOKEN_SIGNAL, the default, and HEAT_SIGNAL a token of the stack's own user or
 * of the stack's project; with CFN_SIGNAL and TEMPURL_SIGNAL an address that is signed (Heat, {@code OS::Heat::WaitConditionHandle}).
 */
final class SignalHandles {

    private static final int TOKEN = 40;

    private final Table rows;
    private final Tokens tokens;
    private final Ids ids;
    private final byte[] key = new byte[32];

    SignalHandles(DemoState state, Tokens tokens, Ids ids) {
        this.rows = state.table("stack_signals");
        this.tokens = tokens;
        this.ids = ids;
        new SecureRandom().nextBytes(key);
    }

    private static boolean signed(String transport) {
        return transport.equals("CFN_SIGNAL") || transport.equals("TEMPURL_SIGNAL");
    }

    /** Makes a handle; answers its id. */
    String create(HotResources.Context c, JsonObject properties) {
        String transport = Json.text(properties, "signal_transport").isEmpty() ? "TOKEN_SIGNAL" : Json.text(properties, "signal_transport");
        byte[] token = new byte[TOKEN];
        new SecureRandom().nextBytes(token);
        String own = Base64.getUrlEncoder().withoutPadding().encodeToString(token);
        String url = signed(transport) ? c.signalUrl() + "?Signature=" + signature(c.stackId(), c.resource(), own) : c.signalUrl();
        return Json.text(rows.put(Json.obj("id", ids.hex(), "stack_id", c.stackId(), "resource", c.resource(), "url", url, "project", c.project(),
                "transport", transport, "token", own, "received", Json.arr())), "id");
    }

    private String signature(String stack, String resource, String salt) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal((stack + "\n" + resource + "\n" + salt).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException | InvalidKeyException e) {
            throw new IllegalStateException("every Java has HmacSHA256", e);
        }
    }

    /** What was received for the handle of that address or id. */
    JsonArray received(String handle) {
        return rows.where("url", handle).stream().findFirst().or(() -> rows.get(handle)).map(s -> Json.array(s, "received")).orElseGet(JsonArray::new);
    }

    /** Takes a signal that came over HTTP. */
    void take(Exchange e) throws java.io.IOException {
        String stack = e.group(2);
        String resource = e.group(3);
        JsonObject row = rows.where(s -> Json.text(s, "stack_id").equals(stack) && Json.text(s, "resource").equals(resource)).stream().findFirst()
                .orElseThrow(() -> new ApiError(404, "EntityNotFound", "The Resource (" + resource + ") could not be found."));
        allowed(row, e);
        String text = e.text();
        JsonObject signal = text.isBlank() ? new JsonObject() : com.google.gson.JsonParser.parseString(text).getAsJsonObject();
        rows.update(Json.text(row, "id"), s -> Json.array(s, "received").add(Json.obj("status", signal.has("status") ? Json.text(signal, "status")
                : "SUCCESS", "reason", Json.text(signal, "reason"), "data", Json.text(signal, "data"), "id", Json.text(signal, "id"))));
    }

    private void allowed(JsonObject row, Exchange e) {
        if (signed(Json.text(row, "transport"))) {
            String given = e.query().getOrDefault("Signature", "");
            String right = signature(Json.text(row, "stack_id"), Json.text(row, "resource"), Json.text(row, "token"));
            if (!equal(given, right)) {
                throw new ApiError(403, "SignatureDoesNotMatch", "The request signature we calculated does not match the signature you provided.");
            }
            return;
        }
        String given = e.header("X-Auth-Token").orElse("");
        boolean own = equal(given, Json.text(row, "token"));
        boolean project = tokens.find(given).filter(t -> t.has("admin") || t.projectId().equals(Json.text(row, "project"))).isPresent();
        if (!own && !project) {
            throw new ApiError(401, "Unauthorized", "The request you have made requires authentication.");
        }
    }

    private static boolean equal(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
    }

    /** What {@code get_attr} gives of a handle. */
    static JsonElement attribute(JsonObject row, String name) {
        boolean signed = signed(Json.text(row, "transport"));
        String token = Json.text(row, "token");
        return switch (name) {
            case "endpoint" -> row.get("url");
            case "token" -> signed ? JsonNull.INSTANCE : new JsonPrimitive(token);
            case "curl_cli" -> new JsonPrimitive("curl -i -X POST " + (signed ? "" : "-H 'X-Auth-Token: " + token + "' ")
                    + "-H 'Content-Type: application/json' -H 'Accept: application/json' '" + Json.text(row, "url") + "'");
            default -> JsonNull.INSTANCE;
        };
    }
}
