window.Redoc.init(
  "/api/swagger",
  { expandResponses: "200,201", hideHostname: true, sortTagsAlphabetically: true },
  document.getElementById("docs"),
);
