package org.campanile.core.logs;

/**
 * A text that a regular expression may look at only until a moment: a pattern whose work explodes ends as {@link TooSlow} and not never.
 * One thread.
 */
public final class TimedText implements CharSequence {

    private static final int TURN = 1024;
    /** A pattern that has looked less often is not slow, however long the machine did something else in between. */
    private static final int LEAST = 100 * TURN;

    /** The pattern took too long on this text. */
    public static final class TooSlow extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private TooSlow() {
            super("The pattern took too long.", null, false, false);
        }
    }

    private final CharSequence text;
    private final long deadline;
    private int looks;

    /** @param nanos how long from now */
    public TimedText(CharSequence text, long nanos) {
        this(text, System.nanoTime() + nanos, 0);
    }

    private TimedText(CharSequence text, long deadline, int looks) {
        this.text = text;
        this.deadline = deadline;
        this.looks = looks;
    }

    @Override
    public char charAt(int index) {
        if (++looks % TURN == 0 && looks >= LEAST && System.nanoTime() - deadline > 0) {
            throw new TooSlow();
        }
        return text.charAt(index);
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return new TimedText(text.subSequence(start, end), deadline, 0);
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
