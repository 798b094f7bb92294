package org.campanile.core.setup.onhost;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

import org.campanile.core.host.HostFile;
import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;

/**
 * A configuration file's text and how it was encoded, so that what is not edited stays to the byte: UTF-8, or else Latin-1, in which every byte is some
 * character. A value.
 */
public record HostText(String text, Charset charset) {

    /** The text of a file; one that is not there is empty and UTF-8. */
    public static HostText of(HostFile file) {
        try {
            return new HostText(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file.content())).toString(), StandardCharsets.UTF_8);
        } catch (CharacterCodingException notUtf8) {
            return new HostText(new String(file.content(), StandardCharsets.ISO_8859_1), StandardCharsets.ISO_8859_1);
        }
    }

    /** A changed text in the file's own encoding; bad input when that has not all its characters. */
    public byte[] encoded(String changed, String path) throws FailureException {
        try {
            ByteBuffer bytes = charset.newEncoder().encode(CharBuffer.wrap(changed));
            byte[] content = new byte[bytes.remaining()];
            bytes.get(content);
            return content;
        } catch (CharacterCodingException e) {
            throw new FailureException(new Failure(Failure.Kind.BAD_INPUT, "changing " + path, path, charset.name(),
                    "The file is in " + charset.name() + ", which has not all characters of the new values.",
                    "Use plain letters, or convert the file to UTF-8."), e);
        }
    }
}
