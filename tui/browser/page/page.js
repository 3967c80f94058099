// Until its font is there, a terminal would measure its cells with another one.
document.fonts.load('16px "Roboto Mono"');
document.getElementById("again").addEventListener("click", () => window.location.reload());
