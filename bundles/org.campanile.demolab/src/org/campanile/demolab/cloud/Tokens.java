package org.campanile.demolab.cloud;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import com.google.gson.JsonObject;

/** The tokens in force. They are never written to disk: after a restart clients log in again. Thread-safe. */
public final class Tokens {

    private final Map<String, Token> byId = new ConcurrentHashMap<>();
    private final SecureRandom random = new SecureRandom();
    private final Duration life;

    /** Tokens that are good for {@code life}. */
    Tokens(Duration life) {
        this.life = life;
    }

    Token issue(JsonObject user, JsonObject project, JsonObject domain, List<JsonObject> roles, List<String> methods, Instant notAfter) {
        byte[] bytes = new byte[96];
        random.nextBytes(bytes);
        Instant now = Instant.now();
        Instant end = now.plus(life);
        Token token = new Token("gAAAAA" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes), user, project, domain, List.copyOf(roles),
                List.copyOf(methods), now, notAfter != null && notAfter.isBefore(end) ? notAfter : end);
        byId.values().removeIf(t -> t.expires().isBefore(now));
        byId.put(token.id(), token);
        return token;
    }

    /** The token of this value, unless it is over. */
    public Optional<Token> find(String id) {
        return Optional.ofNullable(byId.get(id)).filter(t -> t.expires().isAfter(Instant.now()));
    }

    void revoke(String id) {
        byId.remove(id);
    }

    void revokeOf(String userId) {
        byId.values().removeIf(t -> t.userId().equals(userId));
    }
}
