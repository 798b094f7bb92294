package org.campanile.core.rabbitmq.internal;

import java.io.IOException;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.rabbitmq.http.client.domain.CurrentUserDetails;
import com.rabbitmq.http.client.domain.UserInfo;

import org.campanile.core.task.Failure;
import org.campanile.core.task.Failure.Kind;
import org.campanile.core.task.FailureException;
import org.campanile.core.wire.Causes;

/**
 * Reads and writes the management API's JSON. Jackson bounds nesting, string and number length itself, so hostile text ends as a failure.
 * Users need a reader of their own: their tags are text with commas up to RabbitMQ 3.8 and a list since. Thread-safe.
 */
public final class Json {

    private final ObjectMapper mapper = JsonMapper.builder().disable(MapperFeature.DEFAULT_VIEW_INCLUSION)
            .enable(DeserializationFeature.ACCEPT_EMPTY_ARRAY_AS_NULL_OBJECT)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.NON_NULL))
            .addModule(new SimpleModule().addDeserializer(UserInfo.class, new Users())
                    .addDeserializer(CurrentUserDetails.class, new WhoAmI()))
            .build();

    /** Reads a value of one of the library's types. */
    public <T> T read(String text, Type type, String doing, String subject) throws FailureException {
        try {
            return mapper.readValue(text, mapper.constructType(type));
        } catch (JsonProcessingException e) {
            throw notJson(e, doing, subject, Kind.BAD_ANSWER);
        }
    }

    /** Reads any JSON. */
    public JsonNode tree(String text, String doing, String subject) throws FailureException {
        try {
            return mapper.readTree(text);
        } catch (JsonProcessingException e) {
            throw notJson(e, doing, subject, Kind.BAD_ANSWER);
        }
    }

    /** Refuses text that the user gives and that is not a JSON object. */
    public void requireObject(String text, String doing, String subject) throws FailureException {
        try {
            if (!mapper.readTree(text).isObject()) {
                throw new FailureException(new Failure(Kind.BAD_INPUT, doing, subject, "", "The definitions are not a JSON object.",
                        "Give a file that was exported from RabbitMQ."));
            }
        } catch (JsonProcessingException e) {
            throw notJson(e, doing, subject, Kind.BAD_INPUT);
        }
    }

    /** Writes a value. */
    public String write(Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(value.getClass().getName(), e);
        }
    }

    /** The tags of a user in either form. */
    static List<String> tags(JsonNode node) {
        List<String> tags = new ArrayList<>();
        if (node != null && node.isArray()) {
            node.forEach(tag -> tags.add(tag.asText()));
        } else if (node != null) {
            for (String tag : node.asText("").split(",")) {
                if (!tag.isBlank()) {
                    tags.add(tag.strip());
                }
            }
        }
        return tags;
    }

    private static FailureException notJson(JsonProcessingException e, String doing, String subject, Kind kind) {
        String where = e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ", column " + e.getLocation().getColumnNr() + ")";
        return new FailureException(new Failure(kind, doing, subject, Causes.ofParser(e.getOriginalMessage()) + where,
                kind == Kind.BAD_INPUT ? "This is not valid JSON." : "What came back is not the JSON that was expected.",
                kind == Kind.BAD_INPUT ? "Correct the text at the place named." : "Check that the address is that of the management API."));
    }

    private static final class Users extends StdDeserializer<UserInfo> {

        private static final long serialVersionUID = 1L;

        Users() {
            super(UserInfo.class);
        }

        @Override
        public UserInfo deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode user = parser.readValueAsTree();
            return new UserInfo(user.path("name").asText(), user.path("password_hash").asText(),
                    user.path("hashing_algorithm").asText(), tags(user.get("tags")));
        }
    }

    private static final class WhoAmI extends StdDeserializer<CurrentUserDetails> {

        private static final long serialVersionUID = 1L;

        WhoAmI() {
            super(CurrentUserDetails.class);
        }

        @Override
        public CurrentUserDetails deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            JsonNode user = parser.readValueAsTree();
            return new CurrentUserDetails(user.path("name").asText(), tags(user.get("tags")));
        }
    }
}
