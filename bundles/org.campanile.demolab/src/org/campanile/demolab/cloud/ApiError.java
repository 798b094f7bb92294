package org.campanile.demolab.cloud;

/** An error a service answers on purpose. Each service gives it the form of its own ({@link ErrorStyle}). */
final class ApiError extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int status;
    private final String type;

    /**
     * @param status HTTP status
     * @param type the service's name of the error, where it has one, e.g. {@code NetworkNotFound}
     * @param message the service's sentence
     */
    ApiError(int status, String type, String message) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
    }

    static ApiError notFound(String message) {
        return new ApiError(404, "NotFound", message);
    }

    static ApiError badRequest(String message) {
        return new ApiError(400, "BadRequest", message);
    }

    static ApiError forbidden(String message) {
        return new ApiError(403, "Forbidden", message);
    }

    static ApiError conflict(String message) {
        return new ApiError(409, "Conflict", message);
    }

    int status() {
        return status;
    }

    String type() {
        return type;
    }
}
