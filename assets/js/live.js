/** Say something politely to people who listen to the page. */
export const say = (words) => {
  const region = document.getElementById("live");
  if (region) region.textContent = words;
};
