package org.campanile.core.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;

/**
 * Collects an answer and cuts the connection as soon as it is longer than allowed, so that memory stays bounded whatever a server sends. For one
 * answer; runs on the HTTP client's threads.
 */
public final class LimitedBody implements BodySubscriber<byte[]> {

    /** The answer was longer than the limit. */
    public static final class TooLong extends IOException {
        private static final long serialVersionUID = 1L;

        /** @param limit in bytes */
        public TooLong(long limit) {
            super("more than " + limit + " bytes");
        }
    }

    /** Room made on a server's word alone. */
    private static final int TRUSTED = 64 << 10;

    private final long limit;
    private final ByteArrayOutputStream collected;
    private final CompletableFuture<byte[]> body = new CompletableFuture<>();
    private Flow.Subscription source;

    /** @param limit most bytes that are taken */
    public LimitedBody(long limit) {
        this(limit, -1);
    }

    /**
     * @param limit most bytes that are taken
     * @param expected what the server says it will be, so that the room for it is made once; it may be wrong
     */
    public LimitedBody(long limit, long expected) {
        this.limit = limit;
        this.collected = new ByteArrayOutputStream((int) Math.max(32, Math.min(expected, Math.min(limit, TRUSTED))));
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return body;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        source = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        for (ByteBuffer buffer : buffers) {
            if (body.isDone()) {
                return;
            }
            if (collected.size() + (long) buffer.remaining() > limit) {
                source.cancel();
                collected.reset();
                body.completeExceptionally(new TooLong(limit));
                return;
            }
            byte[] part = new byte[buffer.remaining()];
            buffer.get(part);
            collected.writeBytes(part);
        }
    }

    @Override
    public void onError(Throwable broken) {
        body.completeExceptionally(broken);
    }

    @Override
    public void onComplete() {
        body.complete(collected.toByteArray());
    }
}
