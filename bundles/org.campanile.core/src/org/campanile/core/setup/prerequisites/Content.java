package org.campanile.core.setup.prerequisites;

import java.util.Locale;
import java.util.Optional;

/** What a file is by its first bytes, so that a saved error page or a cut download is not taken for an installer. Pure. */
public enum Content {
    /** A Windows program: begins with MZ. */ EXE("exe", "a Windows program", "4d5a"),
    /** A Windows installer package: an OLE compound file. */ MSI("msi", "a Windows installer package", "d0cf11e0a1b11ae1"),
    /** A Windows update: a cabinet. */ MSU("msu", "a Windows update", "4d534346"),
    /** A ZIP archive. */ ZIP("zip", "a ZIP archive", "504b"),
    /** An optical disk: ISO 9660 or UDF, whose volume descriptors begin at 32 KiB. */ ISO("iso", "an image of an optical disk", ""),
    /** A disk of a virtual machine in QEMU's format. */ QCOW2("qcow2", "a qcow2 disk", "514649fb"),
    /** Text, which has no mark. */ TEXT("text", "a text", ""),
    /** Anything. */ ANY("any", "a file", "");

    private final String word;
    private final String label;
    private final String magic;

    Content(String word, String label, String magic) {
        this.word = word;
        this.label = label;
        this.magic = magic;
    }

    /** The content of that word. */
    static Optional<Content> of(String word) {
        for (Content content : values()) {
            if (content.word.equals(word)) {
                return Optional.of(content);
            }
        }
        return Optional.empty();
    }

    /** Why a file cannot be this, if so; nothing is said of a file whose first bytes were not read. */
    Optional<String> problem(FoundFile file) {
        if (file.size() == 0 && this != ANY) {
            return Optional.of("it is empty");
        }
        String head = file.head().toLowerCase(Locale.ROOT);
        if (head.isEmpty()) {
            return Optional.empty();
        }
        if (this == TEXT) {
            return head.contains("00") && head.indexOf("00") % 2 == 0 && !head.startsWith("fffe") && !head.startsWith("feff") ? Optional.of("it is no text")
                    : Optional.empty();
        }
        if (this == ANY) {
            return Optional.empty();
        }
        if (head.startsWith("3c21") || head.startsWith("3c68746d") || head.startsWith("3c48544d") || head.startsWith("efbbbf3c") || head.startsWith("0d0a3c")) {
            return Optional.of("it is a web page, as browsers and wget save one when a download asks for something first");
        }
        boolean right = this == ISO ? file.volume().equals("4344303031") || file.volume().equals("4245413031") : head.startsWith(magic);
        return right ? Optional.empty() : Optional.of("it is not " + label + ": it begins with " + head.substring(0, Math.min(8, head.length())));
    }
}
