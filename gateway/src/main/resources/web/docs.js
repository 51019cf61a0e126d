window.SwaggerUIBundle({
  url: "/api/swagger",
  dom_id: "#docs",
  deepLinking: true,
  docExpansion: "none",
  tagsSorter: "alpha",
  filter: true,
  validatorUrl: null,
});
