package org.campanile.core.recipe;

/** What a value of a recipe is: of a kind's parameter, and of a parameter that the user is asked for. */
public enum ValueType {
    /** Any text. */ TEXT("text"),
    /** A whole number. */ NUMBER("number"),
    /** Yes or no. */ FLAG("flag"),
    /** Texts in an order. */ LIST("list"),
    /** Texts by name, in an order. */ MAP("map"),
    /** A password; never in a file, a plan or a log. */ SECRET("secret"),
    /** Name of one of the lab's hosts. */ HOST("host"),
    /** A file of this machine. */ FILE("file"),
    /** A folder of this machine. */ FOLDER("folder"),
    /** An http or https address. */ URL("url"),
    /** One of some words. */ CHOICE("choice");

    private final String word;

    ValueType(String word) {
        this.word = word;
    }

    /** As recipes write it. */
    public String word() {
        return word;
    }
}
