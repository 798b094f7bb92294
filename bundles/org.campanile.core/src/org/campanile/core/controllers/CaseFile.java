package org.campanile.core.controllers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;

import org.campanile.core.task.Failure;
import org.campanile.core.task.FailureException;
import org.campanile.core.task.Task;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

/**
 * Reads recorded cases, one JSON object a line, one line at a time, so that a file may be larger than the memory. Blocks; worker threads only.
 */
public final class CaseFile {

    private static final int LONGEST = 16 << 20;

    private CaseFile() {
    }

    /** Something done with a case; what it throws of gson's kinds means that the line is no case. */
    interface Use {
        void on(JsonObject recorded) throws FailureException;
    }

    /** What is done with a prediction. */
    @FunctionalInterface
    public interface Told {
        /** Takes the next one, in the file's order. */
        void take(Prediction prediction) throws FailureException;
    }

    /**
     * Predicts every case of a file.
     *
     * @param name file name for messages
     * @return how many there were
     * @throws FailureException BAD_INPUT with the number of a line that is no case
     */
    public static int predict(String name, Reader lines, Predictor predictor, Told told, Task task) throws FailureException {
        return each("predicting recorded cases", name, lines, task, recorded -> told.take(predictor.predict(recorded)));
    }

    static int each(String doing, String name, Reader lines, Task task, Use use) throws FailureException {
        int cases = 0;
        int number = 0;
        try (BufferedReader reader = new BufferedReader(lines)) {
            for (String line = line(reader); line != null; line = line(reader)) {
                number++;
                if (!line.isBlank()) {
                    task.checkCancelled(doing);
                    use.on(JsonParser.parseString(line).getAsJsonObject());
                    cases++;
                    task.progress(doing, cases, -1);
                }
            }
        } catch (JsonParseException | IllegalStateException | ClassCastException | NullPointerException | UnsupportedOperationException
                | IllegalArgumentException e) {
            throw bad(doing, name, e instanceof LongLine ? number + 1 : number, e);
        } catch (IOException e) {
            throw new FailureException(new Failure(Failure.Kind.LOCAL, doing, name + ", after line " + number, String.valueOf(e.getMessage()),
                    "The file cannot be read as text.", "Check the file."), e);
        }
        return cases;
    }

    private static FailureException bad(String doing, String name, int number, RuntimeException why) {
        String said = why instanceof NullPointerException ? "a field is missing" : String.valueOf(why.getMessage());
        return new FailureException(new Failure(Failure.Kind.BAD_INPUT, doing, name + ", line " + number, said,
                "The line is not a case with id, state and request.", "Correct or remove the line."), why);
    }

    private static final class LongLine extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        LongLine() {
            super("the line is longer than " + (LONGEST >> 20) + " MB");
        }
    }

    private static String line(BufferedReader reader) throws IOException {
        StringBuilder line = new StringBuilder();
        int c = reader.read();
        if (c < 0) {
            return null;
        }
        for (; c >= 0 && c != '\n'; c = reader.read()) {
            if (line.length() >= LONGEST) {
                throw new LongLine();
            }
            line.append((char) c);
        }
        return line.toString();
    }
}
