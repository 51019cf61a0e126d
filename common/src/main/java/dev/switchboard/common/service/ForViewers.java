package dev.switchboard.common.service;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// On a controller's method that is no `GET`, and that a viewer may call none the less: it changes nothing, or nothing
/// but the caller's own login.
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface ForViewers {}
