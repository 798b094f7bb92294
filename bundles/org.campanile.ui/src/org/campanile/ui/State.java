package org.campanile.ui;

/**
 * How a thing is, with one look across the program: a shape, a colour and a word. The shape alone is enough, so states are told apart in
 * black and white. {@link Icons#state} draws it.
 */
public enum State {
    /** Filled disc, green. */
    GOOD(Messages.good, Theme.Tone.GOOD,
            "<circle cx='8' cy='8' r='5.5' fill='C'/>"),
    /** Triangle, amber. */
    ATTENTION(Messages.attention, Theme.Tone.ATTENTION,
            "<path d='M8 1.8 L15 14 L1 14 Z' fill='C'/><path d='M8 6 V10' stroke='B' stroke-width='1.8'/><circle cx='8' cy='12' r='1' fill='B'/>"),
    /** Square with a cross, red. */
    FAILED(Messages.failed, Theme.Tone.FAILED,
            "<rect x='2' y='2' width='12' height='12' rx='1.5' fill='C'/><path d='M5 5 L11 11 M11 5 L5 11' stroke='B' stroke-width='2'/>"),
    /** Half disc, turning, blue. */
    CHANGING(Messages.inTransition, Theme.Tone.CHANGING,
            "<circle cx='8' cy='8' r='5.2' fill='none' stroke='C' stroke-width='1.6'/><path d='M8 2.8 A5.2 5.2 0 0 1 8 13.2 Z' fill='C'/>"),
    /** Hollow disc with a bar, grey: switched off or locked. */
    OFF(Messages.off, Theme.Tone.OFF,
            "<circle cx='8' cy='8' r='5.2' fill='none' stroke='C' stroke-width='1.6'/><path d='M4.6 8 H11.4' stroke='C' stroke-width='1.8'/>"),
    /** Dotted ring, grey. */
    UNKNOWN(Messages.notKnown, Theme.Tone.OFF,
            "<circle cx='8' cy='8' r='5.2' fill='none' stroke='C' stroke-width='1.8' stroke-dasharray='1.6 2.48'/>");

    private final String word;
    private final Theme.Tone tone;
    private final String shape;

    State(String word, Theme.Tone tone, String shape) {
        this.word = word;
        this.tone = tone;
        this.shape = shape;
    }

    /** The word that goes with the shape, unless the place has a better one. */
    public String word() {
        return word;
    }

    /** The colour that goes with the shape. */
    public Theme.Tone tone() {
        return tone;
    }

    /** The shape as SVG elements in a box of 16 by 16, for a drawing of one's own. */
    public String svg(Theme theme) {
        return shape.replace("'C'", '\'' + Theme.hex(theme.rgb(tone)) + '\'').replace("'B'", '\'' + Theme.hex(theme.rgb(Theme.Tone.GROUND)) + '\'');
    }
}
