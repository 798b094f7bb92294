package org.campanile.demolab.broker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

import com.rabbitmq.client.impl.AMQImpl;
import com.rabbitmq.client.impl.Method;

/** AMQP 0-9-1 frames over a socket. One thread reads; writing is safe from several. */
final class AmqpSocket implements AutoCloseable {

    /** A frame as it came; its payload must not be changed. */
    record Raw(int type, int channel, byte[] payload) {

        /** The method in a method frame. */
        Method method() throws IOException {
            return AMQImpl.readMethodFrom(new DataInputStream(new ByteArrayInputStream(payload)));
        }
    }

    static final int METHOD = 1;
    static final int HEARTBEAT = 8;
    private static final byte[] HEADER = {'A', 'M', 'Q', 'P', 0, 0, 9, 1};
    private static final int FRAME_END = 0xCE;
    private static final int OVERHEAD = 8;
    private static final int HEAD = 7;
    private static final int BIGGEST_FRAME = 16 << 20;
    private static final int BUFFER = 1 << 16;

    private final Socket socket;
    private final DataInputStream in;
    /** Not a {@link DataOutputStream}, whose writing is a monitor of its own. */
    private final BufferedOutputStream out;
    /** Not a monitor: on Java 21 a virtual thread that waits inside one keeps its carrier. */
    private final ReentrantLock writing = new ReentrantLock();
    private final AtomicLong framesIn = new AtomicLong();
    private final AtomicLong framesOut = new AtomicLong();
    private final AtomicLong octetsIn = new AtomicLong();
    private final AtomicLong octetsOut = new AtomicLong();

    AmqpSocket(Socket socket) throws IOException {
        socket.setTcpNoDelay(true);
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream(), BUFFER));
        this.out = new BufferedOutputStream(socket.getOutputStream(), BUFFER);
    }

    /** Reads the 8 bytes that open a connection; answers whether they are AMQP 0-9-1's. */
    boolean readHeader() throws IOException {
        return Arrays.equals(in.readNBytes(HEADER.length), HEADER);
    }

    void writeHeader() throws IOException {
        writing.lock();
        try {
            out.write(HEADER);
            out.flush();
        } finally {
            writing.unlock();
        }
    }

    Raw read() throws IOException {
        int type = in.readUnsignedByte();
        int channel = in.readUnsignedShort();
        int length = in.readInt();
        if (length < 0 || length > BIGGEST_FRAME) {
            throw new IOException("a frame of " + length + " bytes");
        }
        byte[] payload = in.readNBytes(length);
        if (payload.length < length || in.readUnsignedByte() != FRAME_END) {
            throw new IOException("a frame without its end");
        }
        framesIn.incrementAndGet();
        octetsIn.addAndGet(length + OVERHEAD);
        return new Raw(type, channel, payload);
    }

    /** Reads a method that is expected now; heartbeats are skipped. */
    Method readMethod() throws IOException {
        Raw frame = read();
        while (frame.type() == HEARTBEAT) {
            frame = read();
        }
        if (frame.type() != METHOD) {
            throw new IOException("a frame of type " + frame.type() + " came in place of a method");
        }
        return frame.method();
    }

    void write(Raw frame, boolean flush) throws IOException {
        writing.lock();
        try {
            out.write(ByteBuffer.allocate(HEAD).put((byte) frame.type()).putShort((short) frame.channel()).putInt(frame.payload().length).array());
            out.write(frame.payload());
            out.write(FRAME_END);
            if (flush) {
                out.flush();
            }
        } finally {
            writing.unlock();
        }
        framesOut.incrementAndGet();
        octetsOut.addAndGet(frame.payload().length + OVERHEAD);
    }

    void write(int channel, Method method) throws IOException {
        write(channel, method, true);
    }

    void write(int channel, Method method, boolean flush) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        method.toFrame(channel).writeTo(new DataOutputStream(bytes));
        writing.lock();
        try {
            out.write(bytes.toByteArray());
            if (flush) {
                out.flush();
            }
        } finally {
            writing.unlock();
        }
        framesOut.incrementAndGet();
    }

    /** Whether more bytes wait, so that a flush of what was derived from the last ones can wait too. */
    boolean more() throws IOException {
        return in.available() > 0;
    }

    void flush() throws IOException {
        writing.lock();
        try {
            out.flush();
        } finally {
            writing.unlock();
        }
    }

    Socket socket() {
        return socket;
    }

    long framesIn() {
        return framesIn.get();
    }

    long framesOut() {
        return framesOut.get();
    }

    long octetsIn() {
        return octetsIn.get();
    }

    long octetsOut() {
        return octetsOut.get();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
