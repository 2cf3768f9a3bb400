/**
 * The number that would stand at a place if all were in order, found by Hoare's selection; the numbers change their places for it.
 *
 * @param numbers - none of them NaN.
 * @param place - from 0 to the last one's.
 */
export function nthLowest(numbers: Float64Array<ArrayBuffer>, place: number): number {
  let first = 0;
  let last = numbers.length - 1;
  while (first < last) {
    const pivot = middleOfThree(numbers[first]!, numbers[(first + last) >> 1]!, numbers[last]!);
    let left = first;
    let right = last;
    while (left <= right) {
      while (numbers[left]! < pivot) left += 1;
      while (numbers[right]! > pivot) right -= 1;
      if (left > right) break;
      const swapped = numbers[left]!;
      numbers[left] = numbers[right]!;
      numbers[right] = swapped;
      left += 1;
      right -= 1;
    }
    if (place <= right) last = right;
    else if (place >= left) first = left;
    else return pivot;
  }
  return numbers[first]!;
}

function middleOfThree(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}
