package org.campanile.core.openstack.internal;

import java.lang.reflect.InvocationTargetException;

import org.campanile.core.task.FailureException;
import org.campanile.core.wire.Causes;
import org.openstack4j.core.transport.ObjectMapperSingleton;

/**
 * openstack4j's own mapping between its models and JSON. The mapper is of a library that its bundle keeps to itself, hence the reflection.
 */
final class ModelJson {

    private ModelJson() {
    }

    static <T> T read(Answer answer, Class<T> type) throws FailureException {
        try {
            Object mapper = mapper(type);
            return type.cast(mapper.getClass().getMethod("readValue", byte[].class, Class.class).invoke(mapper, answer.body(), type));
        } catch (InvocationTargetException bad) {
            throw Failures.notJson(answer, Causes.ofParser(bad.getCause()), bad.getCause());
        } catch (ReflectiveOperationException other) {
            throw new IllegalStateException("openstack4j is not the version this was written for", other);
        }
    }

    static byte[] write(Object model) {
        try {
            Object mapper = mapper(model.getClass());
            return (byte[]) mapper.getClass().getMethod("writeValueAsBytes", Object.class).invoke(mapper, model);
        } catch (ReflectiveOperationException other) {
            throw new IllegalStateException("openstack4j cannot write " + model.getClass().getName(), other);
        }
    }

    private static Object mapper(Class<?> type) throws ReflectiveOperationException {
        return ObjectMapperSingleton.class.getMethod("getContext", Class.class).invoke(null, type);
    }
}
